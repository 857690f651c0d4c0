#--- lint.isort.required-imports=["import\u0020os\u0020as\u0020o","from\u0020a\u0020import\u0020b"]
"""doc"""
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
from __future__ import annotations
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
from __future__ import annotations, division
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
from __future__ import division, annotations
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
from __future__ import (
    annotations,
)
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
"""doc"""
from __future__ import annotations
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
# c
from __future__ import annotations
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
from __future__ import annotations
import os
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
from __future__ import division
from __future__ import annotations
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
from __future__ import annotations; import os
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
"""doc"""
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
# c
#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]


#--- lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
#!/usr/bin/env python
#--- lint.isort.required-imports=["import\u0020os"]
import os
#--- lint.isort.required-imports=["import\u0020os"]
import sys, os
#--- lint.isort.required-imports=["import\u0020os"]
import os
import sys
#--- lint.isort.required-imports=["import\u0020os"]
x = 1
import os
#--- lint.isort.required-imports=["import\u0020os"]
import os; x
#--- lint.isort.required-imports=["import\u0020os\u0020as\u0020o","from\u0020a\u0020import\u0020b"]
import os as o
from a import b
#--- lint.isort.required-imports=["import\u0020os\u0020as\u0020o","from\u0020a\u0020import\u0020b"]
from a import b, c
import os as o
#--- lint.isort.required-imports=["from\u0020.\u0020import\u0020a"]
from . import a
#--- lint.isort.required-imports=["from\u0020.\u0020import\u0020a"]
from . import b, a
#--- stub lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
x = 1
#--- stub lint.isort.required-imports=["from\u0020__future__\u0020import\u0020annotations"]
import os
