"""What must survive a power cut: outbox, audit chain, counters."""
