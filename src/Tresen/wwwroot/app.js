// Tresen
