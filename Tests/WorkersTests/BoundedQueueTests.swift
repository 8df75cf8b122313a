import Synchronization
import Testing
import Workers

struct BoundedQueueTests {
    @Test func `elements come out in order`() {
        let queue = BoundedQueue<Int>(capacity: 4)
        for element in 1...4 { queue.push(element) }
        queue.close()
        #expect([queue.pop(), queue.pop(), queue.pop(), queue.pop(), queue.pop()] == [1, 2, 3, 4, nil])
    }

    @Test func `a full queue holds the pusher back until there is room`() {
        let queue = BoundedQueue<Int>(capacity: 1)
        let pushed = Mutex(0)
        let threads = WorkerThreads()
        threads.start("pusher") {
            for element in 0..<1000 {
                queue.push(element)
                pushed.withLock { $0 += 1 }
            }
            queue.close()
        }
        var (sum, popped) = (0, 0)
        while let element = queue.pop() {
            popped += 1
            #expect(pushed.withLock { $0 } <= popped + 1)
            sum += element
        }
        threads.join()
        #expect(sum == 499_500)
    }

    @Test func `a cancelled queue refuses and forgets`() {
        let queue = BoundedQueue<Int>(capacity: 2)
        queue.push(1)
        queue.cancel()
        #expect(!queue.push(2))
        #expect(queue.pop() == nil)
    }
}
