"""What can be asked of the files of a cell."""

from kehu.base.text import Text
from kehu.engine.sql.operators.base import Operator
from kehu.engine.sql.tables import file_names
from kehu.lang.kinds import Kind

NAMED = Operator(
    "contains",
    Text("文件名包含", "has a file named like"),
    (Kind.FILES,),
    lambda column, given: file_names(column).icontains(given[0], autoescape=True),
    python=lambda value, given: given[0].lower() in " ".join(each["name"] for each in value).lower(),
)
