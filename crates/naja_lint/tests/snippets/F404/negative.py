#---
from __future__ import annotations
#---
"""doc"""
from __future__ import annotations
#---
# c
from __future__ import annotations
#---
from __future__ import annotations
from __future__ import division
#---
from __future__ import annotations, division
import x
#---
from __future__ import annotations; import x
#---
import x
from x.__future__ import annotations
#---
import x
from .__future__ import annotations
#---
import x
import __future__
#---
import x
from x import __future__
#---
"doc"; from __future__ import annotations
#---
#!/usr/bin/env python
"""doc"""
from __future__ import annotations
#---
"a" "b"
from __future__ import annotations
#---
('doc')
from __future__ import annotations
#---
u"doc"
from __future__ import annotations
#---
r"doc"
from __future__ import annotations
#---
from __future__ import (
    annotations,
)
x = 1
#---


from __future__ import annotations
#---
from __future__ import annotations as a
#---
x = 1
import __future__ as f
#---
x = "from __future__ import annotations"
