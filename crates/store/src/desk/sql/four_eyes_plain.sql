SELECT id, 'house', id, because FROM four_eyes;
