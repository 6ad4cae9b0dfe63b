"""What this program is called and which version it is, without importing anything."""

NAME = "sayso"
VERSION = "0.1.0"
