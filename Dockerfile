# The worker, the watchdog and the application are one image with three commands; see docker-compose.yml.
FROM node:24.11.1-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN node local/set-up/build.mjs

FROM node:24.11.1-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev && npm cache clean --force
# Pages, styles and lists are read beside the sources.
COPY . .
COPY --from=build /app/dist ./dist
RUN mkdir --parents /data/documents && chown node:node /data/documents && chmod 700 /data/documents
USER node
CMD ["node", "dist/api/main.js"]
