"""Identity-card readers with a SAM_V / SDT module (GA 450, GA/T 467) on a serial line."""
