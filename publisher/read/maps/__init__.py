"""Maps and the databases they come in: each table with its geometries as GeoJSON text.

A ``shapefile`` is several files, of which ``dbase`` reads the table (a ``.dbf`` that is alone, too). ``sqlite`` reads
databases, GeoPackage among them, whose geometries ``wkb`` turns into values. Map formats of text are read where their
text is: GeoJSON in :mod:`publisher.read.json`, KML and GML in :mod:`publisher.read.xml`.
"""
