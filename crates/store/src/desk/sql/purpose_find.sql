SELECT purpose, note FROM purpose WHERE credential = $1 AND review = $2;
