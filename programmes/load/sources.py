"""Where the rules of running load come from, named once for the advice and for the owner's page."""

FRANDSEN = "Frandsen 2025, BJSM 59:1203–1210"
SPIKE = "Nielsen 2014, JOSPT 44:739–747 [memory]; a guide [design]"
MONITORING = "Pain monitoring: Thomeé 1997, Silbernagel [memory]"
LOAD = "[design] clinic default, a guide"
RATIO = "Acute to chronic workload ratio: taken from team sports, not validated for knees [memory]"
