#!/usr/bin/env node
// Lambda's Runtime API for handler(event): what the Node.js runtime of Lambda does around a function.
import { handler } from './function.mjs';

const invocations = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/`;

for (;;) {
  const next = await fetch(invocations + 'next');
  const event = await next.json();
  const id = next.headers.get('lambda-runtime-aws-request-id');
  const answer = await handler(event);
  const accepted = await fetch(`${invocations}${id}/response`, { method: 'POST', body: JSON.stringify(answer) });
  await accepted.arrayBuffer();
}
