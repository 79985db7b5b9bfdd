"""For development only: a window beside the kiosk in which cards, paper, faces and faults are played."""
