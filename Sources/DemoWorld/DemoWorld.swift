@main
struct DemoWorld { static func main() {} }
