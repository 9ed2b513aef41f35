"""Who did what in the records of all services (督查): an index beside the views, made from all services' facts.

Law: county opinion on township standardisation, part 4 item 6 (document 1 §四6五要, 督查): inspectors see within their
area and field.
"""
