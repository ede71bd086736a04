"""What must survive: run by `make drill`, bounded in time."""
