"""What stands behind the Makefile: a fresh machine's first start, the processes, the checks."""
