import { testWork } from '../../support/worst-cases/test-work.ts'
import { textParsers } from '../../support/worst-cases/texts.ts'

testWork(textParsers)
