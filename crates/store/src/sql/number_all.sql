SELECT series, year, last FROM number ORDER BY year DESC, series;
