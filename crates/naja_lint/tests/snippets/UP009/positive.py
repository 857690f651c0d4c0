#---
# -*- coding: utf-8 -*-
#---
# coding: utf-8
#---
# coding=utf-8
#---
# encoding: utf-8
#---
# vim: set fileencoding=utf-8 :
#---
#!/usr/bin/env python
# -*- coding: utf-8 -*-
#---
# -*- coding: utf-8 -*-
import x
#---
# -*- coding: utf-8 -*-

import x
#---
#coding:utf8
#---
# coding: utf8
#---
#!/usr/bin/python
# coding: utf-8
x = 1
#---
# c
# coding: utf-8
#---
# coding: utf-8
"""doc"""
#---
# -*- coding: utf-8; -*-
#---
# -*- mode: python; coding: utf-8 -*-
#---

# coding: utf-8
#---
␌# coding: utf-8
#---
# coding: utf-8
# c
#---
# coding: utf-8
# coding: utf-8
#---
  # coding: utf-8
#---
# Coding coding:utf-8
#---
# coding:   utf-8   x
#---
# coding: utf-8␄
