"""Kehu (客户): a customer system that still feels like the spreadsheet."""

__version__ = "0.1.0"
