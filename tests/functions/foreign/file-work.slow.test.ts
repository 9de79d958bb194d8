import { fileAndAnswerParsers } from '../../support/worst-cases/parsers.ts'
import { testWork } from '../../support/worst-cases/test-work.ts'

testWork(fileAndAnswerParsers)
