// The tutorial's function, written by us from its description: event in, token, CRM record, PATCH; one attempt for each call except
// after 429. As the tutorials advise, the client's credentials come from Secrets Manager, and a failed event goes to SQS.
// It has no duplicate check, no cache and no metrics, and it calls AWS without the SDK and without signatures: all this favours it.
const settings = {
  genesys: process.env.GENESYS_API_URL,
  genesysSecret: process.env.GENESYS_SECRET_ID,
  crm: process.env.CRM_API_BASE_URL,
  crmKey: process.env.CRM_API_KEY,
  queue: process.env.DEAD_LETTER_QUEUE_URL,
  aws: process.env.AWS_ENDPOINT_URL,
};

const attempts = 4;
const longestPauseMs = 8000;

let client;
let token;

export async function handler(event) {
  try {
    const interaction = interactionOf(event);
    const customer = await customerOf(event.detail.externalCustomerId ?? 'DEFAULT-CUSTOMER-ID');
    await writeContext(interaction, customer);
    return { statusCode: 200, body: JSON.stringify({ message: 'Enriched', interaction }) };
  } catch (error) {
    console.error('Event failed:', error.message);
    await keep(event, error);
    return { statusCode: 500, body: JSON.stringify({ message: 'Kept in the dead-letter queue' }) };
  }
}

function interactionOf(event) {
  if (event.source !== 'genesys.cloud') {
    throw new Error('event.source is not genesys.cloud');
  }

  const id = event.detail?.interactionId;
  if (!id) {
    throw new Error('event.detail.interactionId is missing');
  }

  return id;
}

async function customerOf(id) {
  const response = await fetch(`${settings.crm}/customers/${encodeURIComponent(id)}`, {
    headers: { authorization: `Bearer ${settings.crmKey}`, accept: 'application/json' },
    signal: AbortSignal.timeout(3000),
  });
  return succeeded('CRM', response);
}

async function writeContext(interaction, { crmAccountId, lifetimeValue, loyaltyTier, lastPurchaseDate }) {
  const body = JSON.stringify({ context: { crmAccountId, lifetimeValue, loyaltyTier, lastPurchaseDate } });
  for (let attempt = 1; ; attempt++) {
    const response = await fetch(`${settings.genesys}/api/v2/interactions/${interaction}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${await accessToken()}`, 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(5000),
    });
    if (response.status !== 429 || attempt === attempts) {
      return succeeded('Genesys', response);
    }

    await response.arrayBuffer();
    await pause(response.headers.get('retry-after'), attempt);
  }
}

/** Kept as long as the process lives; a new one a minute before it ends. */
async function accessToken() {
  if (token && Date.now() < token.until) {
    return token.value;
  }

  client ??= JSON.parse((await aws('secretsmanager.GetSecretValue', { SecretId: settings.genesysSecret })).SecretString);
  const response = await fetch(`${settings.genesys}/oauth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
    signal: AbortSignal.timeout(5000),
  });
  const granted = await succeeded('Genesys login', response);
  token = { value: granted.access_token, until: Date.now() + (granted.expires_in - 60) * 1000 };
  return token.value;
}

function keep(event, error) {
  return aws('AmazonSQS.SendMessage', { QueueUrl: settings.queue, MessageBody: JSON.stringify({ event, reason: error.message }) });
}

async function aws(operation, body) {
  const response = await fetch(settings.aws, {
    method: 'POST',
    headers: { 'x-amz-target': operation, 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(5000),
  });
  return succeeded(operation, response);
}

async function succeeded(system, response) {
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${system} answered ${response.status}`);
  }

  return text ? JSON.parse(text) : undefined;
}

function pause(retryAfterSeconds, attempt) {
  const milliseconds = retryAfterSeconds ? Number(retryAfterSeconds) * 1000 : Math.min(1000 * 2 ** attempt + Math.random() * 1000, longestPauseMs);
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
