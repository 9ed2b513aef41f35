"""Reports that disclosure registers upward; their messages are those of every service that reports."""
