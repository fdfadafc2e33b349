SELECT filing, material, name, hash FROM material;
