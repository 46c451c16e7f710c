public import ArgumentParser
public import Samples

extension SampleFile.Format: ExpressibleByArgument {}
