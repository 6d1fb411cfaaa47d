import JobCore
import Testing

struct DurationSketchTests {
    @Test("BASE-11 count, mean, ends and quantiles of what took 1 ms to 1,000 ms, to within five percent")
    func quantiles() {
        var sketch = DurationSketch()
        #expect(sketch.quantile(0.5) == 0 && sketch.mean == 0)
        for milliseconds in (1...1000).shuffled() { sketch.add(Double(milliseconds) / 1000) }
        #expect(sketch.count == 1000 && sketch.shortest == 0.001 && sketch.longest == 1)
        #expect(abs(sketch.mean - 0.5005) < 1e-9)
        #expect(abs(sketch.quantile(0.5) - 0.5) < 0.025)
        #expect(abs(sketch.quantile(0.95) - 0.95) < 0.0475)
        #expect(sketch.quantile(1) <= 1)
        var one = DurationSketch()
        one.add(0)
        #expect(one.quantile(0.95) == 0 && one.longest == 0)
    }
}
