"""The hall server's time on this device, also while the line is down and after a restart."""
