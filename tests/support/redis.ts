import RedisMock from 'ioredis-mock'
import type { Redis } from '#db/redis.ts'

