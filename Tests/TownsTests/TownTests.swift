import Towns
