"""Camera with face analysis: detection, mesh, action liveness, embedding. Runs in a driver host's child only."""
