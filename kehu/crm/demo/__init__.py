"""The demo company: an invented seller of office equipment with two years of customers, orders and talks.

Main names: `generate`, `load_demo`.
"""

from kehu.crm.demo.generate import generate
from kehu.crm.demo.load import load_demo

__all__ = ["generate", "load_demo"]
