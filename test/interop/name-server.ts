import { createServer } from 'node:http';
import { hostname } from 'node:os';

/* A node's service behind the load balancer: answers its own name to everybody. */
createServer((_request, response) => response.end(hostname())).listen(80);
