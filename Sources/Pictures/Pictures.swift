/// Pictures as files.
public enum Pictures {}
