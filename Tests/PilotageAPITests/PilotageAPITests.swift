// PilotageAPITests
