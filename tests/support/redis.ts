import { createRedis, JOB_TIMEOUT_MS } from '#db/redis.ts'
import { createInProcessRedis } from '#scripts/stack/in-process-redis.ts'
import { startUpstashGateway } from '#scripts/stack/upstash-gateway.ts'

const token = 'test'
const gateway = await startUpstashGateway({ backend: createInProcessRedis(), token })
gateway.unref()

/** The client that production uses, over the local stack's gateway and a Redis in this process. */
/** Where it listens, for code that makes its own client. */
export const redisUrl = gateway.url
export const redis = createRedis({ url: gateway.url, token, timeoutMs: JOB_TIMEOUT_MS })
