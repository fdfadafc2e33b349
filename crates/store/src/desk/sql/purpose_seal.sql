UPDATE purpose SET sealed = $1 WHERE credential || ' ' || review = $2;
