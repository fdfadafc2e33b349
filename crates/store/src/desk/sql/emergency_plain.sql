SELECT id, 'house', id, because FROM emergency;
