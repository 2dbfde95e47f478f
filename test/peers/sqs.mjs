// node sqs.mjs <port>: an SQS of others, in memory.
import { createSqsServer } from "local-aws-sqs";

await createSqsServer({ port: Number(process.argv[2]), hostname: "127.0.0.1", emulateQueueCreationLifecycle: false });
