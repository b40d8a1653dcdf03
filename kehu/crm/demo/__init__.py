"""The demo company: an invented seller of office equipment with two years of customers, orders and talks.

Main names: `generate`, `load_demo`.
"""

from kehu.crm.demo.generate import generate

__all__ = ["generate"]
