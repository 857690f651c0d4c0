# -*- coding: utf-8 -*-
éℌ = "😀" # ‮
