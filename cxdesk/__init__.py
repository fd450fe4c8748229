"""cxdesk: the desk of a customer-experience transformation office, one file per program."""

__version__ = "0.1.0"
