"""What can be asked of a field, by its kind: the filter operators as everybody above the engine knows them."""

from kehu.engine.sql.operators import Operator, Takes, operator_of, operators

__all__ = ["Operator", "Takes", "operator_of", "operators"]
