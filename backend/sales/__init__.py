"""Revenue, orders, units and views: windows, totals, products."""
