"""What is measured beside a peer or a limit of the same run: `make bench`, never `make test`."""
