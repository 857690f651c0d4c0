#---
from __future__ import print_function
#---
from __future__ import division
#---
from __future__ import absolute_import
#---
from __future__ import unicode_literals
#---
from __future__ import with_statement
#---
from __future__ import nested_scopes
#---
from __future__ import generators
#---
from __future__ import generator_stop
#---
from __future__ import division, print_function
#---
from __future__ import division, annotations
#---
from __future__ import annotations, division
#---
from __future__ import (
    division,
    print_function,
)
#---
from __future__ import (
    division,
    annotations,
)
#---
from __future__ import (
    division,  # c
    annotations,
)
#---
from __future__ import division  # c
#---
from __future__ import division; import x
#---
"""doc"""
from __future__ import division
#---
from __future__ import division
from __future__ import print_function
#---
from __future__ import division
import x
#---
from __future__ import (division)
#---
from __future__ import \
    division
#---
from __future__ import print_function, annotations, division
#---
from __future__ import annotations; from __future__ import division
#---
if x:
    from __future__ import division
#---
try:
    from __future__ import division
except E: pass
