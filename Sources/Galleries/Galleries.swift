// Galleries
