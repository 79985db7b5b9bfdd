"""The `kiosk` command: what a technician types."""
