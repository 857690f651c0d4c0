#---
from __future__ import annotations
#---
from __future__ import division
#---
from __future__ import absolute_import
#---
from __future__ import print_function
#---
from __future__ import unicode_literals
#---
from __future__ import with_statement
#---
from __future__ import generators
#---
from __future__ import nested_scopes
#---
from __future__ import generator_stop
#---
from __future__ import barry_as_FLUFL
#---
from __future__ import annotations as x
#---
from __future__ import (annotations, division)
#---
from .__future__ import x
#---
from x.__future__ import x
#---
import __future__
#---
import __future__.x
#---
from x import y
#---
from __futures__ import x
#---
from __future__ import annotations, generators, division
#---
__future__.x
#---
from __Future__ import x
