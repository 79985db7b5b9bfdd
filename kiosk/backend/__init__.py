"""The contract with the region's backend and its client."""
