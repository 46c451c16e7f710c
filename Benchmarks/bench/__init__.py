"""The benchmark's runner: starts the servers, has the load generator measure them, and judges the figures."""
