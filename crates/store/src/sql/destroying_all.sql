SELECT key, hash FROM destroying;
