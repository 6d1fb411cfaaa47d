import Measures
import Testing

struct SampleTests {
    @Test("A percentile is a measured value, by nearest rank", arguments: [(50.0, 50.0), (99, 99), (100, 100), (0, 1)])
    func nearestRank(percent: Double, expected: Double) {
        #expect(Sample((1...100).map(Double.init).shuffled()).percentile(percent) == expected)
    }

    @Test("In a small sample the 99th percentile is the largest value")
    func smallSample() {
        #expect(Sample([3, 1, 2]).percentile(99) == 3)
        #expect(Sample([7]).percentile(50) == 7)
    }

    @Test("The median of an even number of values lies between the two in the middle")
    func median() {
        #expect(Sample([4, 1, 3, 2]).median == 2.5)
        #expect(Sample([9, 1, 5]).median == 5)
    }
}
